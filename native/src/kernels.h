/* The kernels behind the library's functions: arguments are checked, the processor is known to have the instructions. */
#ifndef GLISSADE_KERNELS_H
#define GLISSADE_KERNELS_H

#include <stdint.h>

/* Bytes of rows asked for ahead: enough to cover a memory access, little enough to stay in the first-level cache. */
#define BYTES_AHEAD 8192
#define LINE_BYTES 64

/* Rows that are asked for ahead, at least four. */
static inline int32_t prefetch_distance(int32_t row_bytes)
{
    int32_t distance = BYTES_AHEAD / (row_bytes < LINE_BYTES ? LINE_BYTES : row_bytes);
    return distance < 4 ? 4 : distance;
}

/* GLISSADE_AVX512_BF16, GLISSADE_ARM_BF16: what the processor has and the system supports, whatever kernels are built. */
uint32_t processor_features(void);

void gather_dot_avx512(
    const uint8_t *rows, int64_t stride, const int32_t *ids, int32_t count, const float *vector, int32_t length, float *results);

void gather_dot_arm(
    const uint8_t *rows, int64_t stride, const int32_t *ids, int32_t count, const float *vector, int32_t length, float *results);

#endif
