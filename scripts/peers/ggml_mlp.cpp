// A peer to measure against: the same two-layer net in ggml, trained by ggml-opt as in its MNIST example.
//
// usage: ggml_mlp MNIST_DIR [--hidden 50] [--batch 100] [--epochs 3] [--optimizer sgd|adam]
// Prints what it computes with, one line per epoch, its seconds of training alone, and, last, the accuracy on the test images.
// Needs: ggml with SGD among its optimizers, as 0.27 has it.
// Build: c++ -std=c++17 -O3 -march=native ggml_mlp.cpp -o ggml_mlp -lggml -lggml-base
#include <ggml-alloc.h>
#include <ggml-backend.h>
#include <ggml-cpu.h>
#include <ggml-opt.h>
#include <ggml.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <thread>

#include "peer.hpp"

static ggml_opt_dataset_t dataset(const Examples & examples) {
    const int64_t count = examples.labels.size();
    ggml_opt_dataset_t set = ggml_opt_dataset_init(GGML_TYPE_F32, GGML_TYPE_F32, PIXELS, CLASSES, count, 1);
    std::copy(examples.images.begin(), examples.images.end(), ggml_get_data_f32(ggml_opt_dataset_data(set)));
    float * onehot = ggml_get_data_f32(ggml_opt_dataset_labels(set));
    std::fill(onehot, onehot + count * CLASSES, 0.0f);
    for (int64_t i = 0; i < count; i++) onehot[i * CLASSES + examples.labels[i]] = 1;
    return set;
}

// The names of what the kernels use: ggml multiplies by itself.
static std::string features(ggml_backend_reg_t reg) {
    std::string names;
    auto get = (ggml_backend_get_features_t) ggml_backend_reg_get_proc_address(reg, "ggml_backend_get_features");
    for (const ggml_backend_feature * f = get ? get(reg) : nullptr; f && f->name; f++) names += std::string(names.empty() ? "" : " ") + f->name;
    return names;
}

int main(int argc, char ** argv) {
    const Arguments a(argc, argv);
    ggml_log_set([](ggml_log_level level, const char * text, void *) { if (level >= GGML_LOG_LEVEL_ERROR) fputs(text, stderr); }, nullptr);
    ggml_backend_load_all();
    ggml_backend_dev_t device = ggml_backend_dev_by_type(GGML_BACKEND_DEVICE_TYPE_CPU);
    if (!device) fail("ggml has no backend for this processor");
    ggml_backend_t cpu = ggml_backend_dev_init(device, nullptr);
    ggml_backend_reg_t reg = ggml_backend_dev_backend_reg(device);
    const int cores = std::thread::hardware_concurrency(), threads = std::min(cores, (cores + 4) / 2); // as in its example
    ((ggml_backend_set_n_threads_t) ggml_backend_reg_get_proc_address(reg, "ggml_backend_set_n_threads"))(cpu, threads);
    printf("about ggml %s, own kernels (%s), %d threads\n", ggml_version(), features(reg).c_str(), threads);

    ggml_context * fixed = ggml_init({16 * ggml_tensor_overhead(), nullptr, true});
    ggml_tensor * images = ggml_new_tensor_2d(fixed, GGML_TYPE_F32, PIXELS, a.batch);
    ggml_tensor * w1 = ggml_new_tensor_2d(fixed, GGML_TYPE_F32, PIXELS, a.hidden);
    ggml_tensor * b1 = ggml_new_tensor_1d(fixed, GGML_TYPE_F32, a.hidden);
    ggml_tensor * w2 = ggml_new_tensor_2d(fixed, GGML_TYPE_F32, a.hidden, CLASSES);
    ggml_tensor * b2 = ggml_new_tensor_1d(fixed, GGML_TYPE_F32, CLASSES);
    ggml_set_input(images);
    ggml_backend_alloc_ctx_tensors(fixed, cpu);
    std::mt19937 random(1);
    for (ggml_tensor * p : {w1, b1, w2, b2}) {
        ggml_set_param(p);
        std::normal_distribution<float> he(0, std::sqrt(2.0f / p->ne[0]));
        std::vector<float> values(ggml_nelements(p));
        if (p == w1 || p == w2) for (float & value : values) value = he(random);
        ggml_backend_tensor_set(p, values.data(), 0, ggml_nbytes(p));
    }

    ggml_context * computed = ggml_init({GGML_DEFAULT_GRAPH_SIZE * ggml_tensor_overhead() + 3 * ggml_graph_overhead(), nullptr, true});
    ggml_tensor * hidden = ggml_relu(computed, ggml_add(computed, ggml_mul_mat(computed, w1, images), b1));
    ggml_tensor * logits = ggml_add(computed, ggml_mul_mat(computed, w2, hidden), b2);
    ggml_set_output(logits);

    ggml_backend_sched_t scheduler = ggml_backend_sched_new(&cpu, nullptr, 1, GGML_DEFAULT_GRAPH_SIZE, false, true);
    ggml_opt_params params = ggml_opt_default_params(scheduler, GGML_OPT_LOSS_TYPE_CROSS_ENTROPY);
    params.ctx_compute = computed;
    params.inputs = images;
    params.outputs = logits;
    params.optimizer = a.optimizer == "sgd" ? GGML_OPT_OPTIMIZER_TYPE_SGD : GGML_OPT_OPTIMIZER_TYPE_ADAMW;
    params.get_opt_pars = [](void *) {
        ggml_opt_optimizer_params rates = ggml_opt_get_default_optimizer_params(nullptr);
        rates.sgd = {0.1f, 0};
        rates.adamw = {0.001f, 0.9f, 0.999f, 1e-8f, 0};
        return rates;
    };
    ggml_opt_context_t training = ggml_opt_init(params);

    const Examples train(a.dir, "train"), test(a.dir, "t10k");
    ggml_opt_dataset_t learned = dataset(train), unseen = dataset(test);
    ggml_opt_result_t result = ggml_opt_result_init();
    Epochs epochs{"ggml", a};
    for (int i = 0; i < a.epochs; i++) {
        epochs.begin();
        ggml_opt_dataset_shuffle(training, learned, -1);
        ggml_opt_result_reset(result);
        ggml_opt_epoch(training, learned, result, nullptr, train.labels.size(), nullptr, nullptr);
        epochs.end();
    }
    ggml_opt_result_reset(result);
    ggml_opt_epoch(training, unseen, nullptr, result, 0, nullptr, nullptr);
    double accuracy;
    ggml_opt_result_accuracy(result, &accuracy, nullptr);
    epochs.accuracy(accuracy);
}
