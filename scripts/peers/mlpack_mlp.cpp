// A peer to measure against: the same two-layer net in mlpack, in single precision (its default is double).
//
// usage: mlpack_mlp MNIST_DIR [--hidden 50] [--batch 100] [--epochs 3] [--optimizer sgd|adam]
// Prints what it computes with, one line per epoch, its seconds of training alone, and, last, the accuracy on the test images.
// Needs: mlpack 4.6, OpenBLAS. Without OpenMP, whose waiting threads would take the cores from OpenBLAS's.
// Build: c++ -std=c++17 -O3 -march=native mlpack_mlp.cpp -o mlpack_mlp -lopenblas
#define ARMA_DONT_USE_WRAPPER
#define ARMA_NO_DEBUG
#if !__has_include(<mlpack/core/stb/bundled/stb_image.h>) // Debian has it in a package of its own, libstb-dev
#define MLPACK_USE_SYSTEM_STB
#endif
#include <mlpack/core.hpp>
#include <mlpack/methods/ann.hpp>

#include "peer.hpp"

extern "C" {
char * openblas_get_config();
char * openblas_get_corename();
int openblas_get_num_threads();
}

using Matrix = arma::fmat;
using Linear = mlpack::LinearType<Matrix>;
using ReLU = mlpack::ReLUType<Matrix>;
using LogSoftMax = mlpack::LogSoftMaxType<Matrix>;

struct Timing {
    Epochs & epochs;

    template <typename Optimizer, typename Function, typename Point>
    bool BeginEpoch(Optimizer &, Function &, const Point &, size_t, double) { epochs.begin(); return false; }

    template <typename Optimizer, typename Function, typename Point>
    bool EndEpoch(Optimizer &, Function &, const Point &, size_t, double) { epochs.end(); return false; }
};

int main(int argc, char ** argv) {
    const Arguments a(argc, argv);
    Examples train(a.dir, "train"), test(a.dir, "t10k");
    Matrix x(train.images.data(), PIXELS, train.labels.size()), xt(test.images.data(), PIXELS, test.labels.size());
    Matrix y = arma::conv_to<arma::frowvec>::from(train.labels);
    printf("about mlpack %d.%d.%d, Armadillo %s, %s, kernel %s, %d threads\n", MLPACK_VERSION_MAJOR, MLPACK_VERSION_MINOR,
        MLPACK_VERSION_PATCH, arma::arma_version::as_string().substr(0, arma::arma_version::as_string().find(' ')).c_str(),
        std::string(openblas_get_config()).substr(0, 15).c_str(), openblas_get_corename(), openblas_get_num_threads());

    // "No reduction" is what mlpack calls the mean over a batch; its reduction is the sum.
    mlpack::FFN<mlpack::NegativeLogLikelihoodType<Matrix>, mlpack::ConstInitialization, Matrix> net(
        mlpack::NegativeLogLikelihoodType<Matrix>(false), mlpack::ConstInitialization(0));
    net.Add<Linear>(a.hidden);
    net.Add<ReLU>();
    net.Add<Linear>(CLASSES);
    net.Add<LogSoftMax>();
    net.Reset(PIXELS);
    // Parameters are W1, b1, W2, b2; He's start, which mlpack's own rule does not give to weights and biases in one.
    const size_t inner = size_t(a.hidden) * PIXELS, outer = size_t(a.hidden) * CLASSES;
    net.Parameters().rows(0, inner - 1) = arma::randn<Matrix>(inner, 1) * std::sqrt(2.0f / PIXELS);
    net.Parameters().rows(inner + a.hidden, inner + a.hidden + outer - 1) = arma::randn<Matrix>(outer, 1) * std::sqrt(2.0f / a.hidden);

    Epochs epochs{"mlpack", a};
    const size_t steps = size_t(a.epochs) * x.n_cols;
    if (a.optimizer == "sgd") {
        ens::StandardSGD sgd(0.1, a.batch, steps, -1);
        net.Train(std::move(x), std::move(y), sgd, Timing{epochs});
    } else {
        ens::Adam adam(0.001, a.batch, 0.9, 0.999, 1e-8, steps, -1);
        net.Train(std::move(x), std::move(y), adam, Timing{epochs});
    }

    Matrix logs;
    net.Predict(xt, logs, 1000);
    size_t hits = 0;
    for (size_t i = 0; i < logs.n_cols; i++) hits += logs.col(i).index_max() == test.labels[i];
    epochs.accuracy(double(hits) / logs.n_cols);
}
