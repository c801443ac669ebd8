/* The exported functions: check arguments, choose the kernel. Compiled without machine flags. */
#include "glissade_native.h"
#include "kernels.h"

#include <stddef.h>

int32_t glissade_abi_version(void)
{
    return GLISSADE_ABI_VERSION;
}

uint32_t glissade_features(void)
{
    uint32_t built = 0;
#if defined(GLISSADE_HAS_AVX512_BF16)
    built |= GLISSADE_AVX512_BF16;
#endif
#if defined(GLISSADE_HAS_ARM_BF16)
    built |= GLISSADE_ARM_BF16;
#endif
    return built == 0 ? 0 : built & processor_features();
}

int32_t glissade_gather_dot_bf16(
    const void *rows, int64_t stride, const int32_t *ids, int32_t count, const float *vector, int32_t length, float *results)
{
    if (count < 0 || length < 16 || length > GLISSADE_MAX_LENGTH || length % 16 != 0)
        return GLISSADE_BAD_ARGUMENT;
    if (count > 0 && (rows == NULL || ids == NULL || vector == NULL || results == NULL))
        return GLISSADE_BAD_ARGUMENT;
    /* Asking the processor takes longer than a short call (and much longer in a virtual machine). Several threads may ask at once and all
       write the same answer. */
    static _Atomic int64_t known = -1;
    int64_t features = known;
    if (features < 0) {
        features = glissade_features();
        known = features;
    }
    if (features == 0)
        return GLISSADE_UNSUPPORTED;
    if (count == 0)
        return GLISSADE_OK;
#if defined(GLISSADE_HAS_AVX512_BF16)
    gather_dot_avx512(rows, stride, ids, count, vector, length, results);
#elif defined(GLISSADE_HAS_ARM_BF16)
    gather_dot_arm(rows, stride, ids, count, vector, length, results);
#endif
    return GLISSADE_OK;
}
