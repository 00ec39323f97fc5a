// What the peers in C++ share: their arguments, the files of MNIST, and the lines that they print.
#pragma once
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

constexpr int PIXELS = 784, CLASSES = 10;

[[noreturn]] inline void fail(const std::string & why) {
    fprintf(stderr, "%s\n", why.c_str());
    exit(1);
}

struct Arguments {
    std::string dir, optimizer = "sgd";
    int hidden = 50, batch = 100, epochs = 3;

    Arguments(int argc, char ** argv) {
        if (argc < 2 || argc % 2) fail("usage: MNIST_DIR [--hidden 50] [--batch 100] [--epochs 3] [--optimizer sgd|adam]");
        dir = argv[1];
        for (int i = 2; i < argc; i += 2) {
            const std::string name = argv[i];
            if (name == "--optimizer") optimizer = argv[i + 1];
            else if (name == "--hidden") hidden = atoi(argv[i + 1]);
            else if (name == "--batch") batch = atoi(argv[i + 1]);
            else if (name == "--epochs") epochs = atoi(argv[i + 1]);
            else fail("there is no " + name);
        }
    }
};

// Images scaled to [0, 1], one after the other, and their labels; from plain files, not from .gz.
struct Examples {
    std::vector<float> images;
    std::vector<uint8_t> labels;

    Examples(const std::string & dir, const std::string & split) : labels(idx(dir + "/" + split + "-labels-idx1-ubyte", 8)) {
        for (const uint8_t pixel : idx(dir + "/" + split + "-images-idx3-ubyte", 16)) images.push_back(pixel / 255.0f);
        if (images.size() != labels.size() * PIXELS) fail(dir + ": not as many images as labels");
    }

    static std::vector<uint8_t> idx(const std::string & path, int header) {
        std::ifstream in(path, std::ios::binary);
        in.seekg(header);
        if (!in) fail("cannot read " + path);
        return {std::istreambuf_iterator<char>(in), {}};
    }
};

struct Epochs {
    const char * peer;
    const Arguments & arguments;
    int count = 0;
    std::chrono::steady_clock::time_point start{};

    void begin() { start = std::chrono::steady_clock::now(); }

    void end() {
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        printf("%s %s hidden=%d batch=%d epoch %d %.4f s\n", peer, arguments.optimizer.c_str(), arguments.hidden,
            arguments.batch, ++count, seconds.count());
        fflush(stdout);
    }

    void accuracy(double value) const { printf("%s accuracy %.4f\n", peer, value); }
};
