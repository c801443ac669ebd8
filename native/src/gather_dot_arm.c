/*
 * Dot products by bfdot: lane k of the sum gains w[2k] x[2k] + w[2k+1] x[2k+1], 8 elements an instruction. As gather_dot_avx512.c, in
 * 128-bit registers.
 */
#include "glissade_native.h"
#include "kernels.h"

#include <arm_neon.h>

typedef struct {
    uint16_t high[GLISSADE_MAX_LENGTH];
    uint16_t low[GLISSADE_MAX_LENGTH];
} split_vector;

/* Rounds to the nearest bfloat16 number, of two equally near to the even one; NaN stays NaN, the largest become infinity. */
static inline uint32x4_t rounded(float32x4_t x)
{
    uint32x4_t bits = vreinterpretq_u32_f32(x);
    uint32x4_t odd = vandq_u32(vshrq_n_u32(bits, 16), vdupq_n_u32(1));
    uint32x4_t nearest = vaddq_u32(bits, vaddq_u32(odd, vdupq_n_u32(0x7FFF)));
    uint32x4_t quiet = vorrq_u32(bits, vdupq_n_u32(0x400000));
    return vandq_u32(vbslq_u32(vceqq_f32(x, x), nearest, quiet), vdupq_n_u32(0xFFFF0000));
}

static void split(const float *vector, int32_t length, split_vector *parts)
{
    const uint32x4_t infinity = vdupq_n_u32(0x7F800000);
    for (int32_t j = 0; j < length; j += 4) {
        float32x4_t x = vld1q_f32(vector + j);
        uint32x4_t bits = vreinterpretq_u32_f32(x);
        uint32x4_t high = rounded(x);
        /* The largest numbers would round to infinity: cut them off instead. */
        uint32x4_t infinite = vceqq_u32(vandq_u32(high, vdupq_n_u32(0x7FFFFFFF)), infinity);
        high = vbslq_u32(infinite, vandq_u32(bits, vdupq_n_u32(0xFFFF0000)), high);
        /* NaN and infinity have no rest. */
        uint32x4_t finite = vcltq_u32(vandq_u32(bits, vdupq_n_u32(0x7FFFFFFF)), infinity);
        float32x4_t rest = vsubq_f32(x, vreinterpretq_f32_u32(high));
        vst1_u16(parts->high + j, vshrn_n_u32(high, 16));
        vst1_u16(parts->low + j, vshrn_n_u32(vandq_u32(rounded(rest), finite), 16));
    }
}

static inline bfloat16x8_t load_part(const uint16_t *part)
{
    return vreinterpretq_bf16_u16(vld1q_u16(part));
}

static inline bfloat16x8_t load(const uint8_t *row, int32_t element)
{
    return vreinterpretq_bf16_u8(vld1q_u8(row + 2 * element));
}

static inline void prefetch(const uint8_t *row, int32_t row_bytes)
{
    for (int32_t byte = 0; byte < row_bytes; byte += LINE_BYTES)
        __builtin_prefetch(row + byte);
}

void gather_dot_arm(
    const uint8_t *rows, int64_t stride, const int32_t *ids, int32_t count, const float *vector, int32_t length, float *results)
{
    split_vector parts;
    split(vector, length, &parts);
    const int32_t distance = prefetch_distance(2 * length);
    for (int32_t first = 0; first < distance && first < count; first++)
        prefetch(rows + ids[first] * stride, 2 * length);
    int32_t i = 0;
    for (; i + 4 <= count; i += 4) {
        for (int32_t next = 0; next < 4 && count - 4 - i >= distance; next++)
            prefetch(rows + ids[i + distance + next] * stride, 2 * length);
        const uint8_t *row[4];
        float32x4_t high[4], low[4];
        for (int32_t r = 0; r < 4; r++) {
            row[r] = rows + ids[i + r] * stride;
            high[r] = vdupq_n_f32(0);
            low[r] = vdupq_n_f32(0);
        }
        for (int32_t j = 0; j < length; j += 8) {
            bfloat16x8_t x = load_part(parts.high + j);
            bfloat16x8_t y = load_part(parts.low + j);
            for (int32_t r = 0; r < 4; r++) {
                bfloat16x8_t w = load(row[r], j);
                high[r] = vbfdotq_f32(high[r], w, x);
                low[r] = vbfdotq_f32(low[r], w, y);
            }
        }
        for (int32_t r = 0; r < 4; r++)
            results[i + r] = vaddvq_f32(vaddq_f32(high[r], low[r]));
    }
    for (; i < count; i++) {
        const uint8_t *row = rows + ids[i] * stride;
        float32x4_t high = vdupq_n_f32(0), low = high;
        for (int32_t j = 0; j < length; j += 8) {
            high = vbfdotq_f32(high, load(row, j), load_part(parts.high + j));
            low = vbfdotq_f32(low, load(row, j), load_part(parts.low + j));
        }
        results[i] = vaddvq_f32(vaddq_f32(high, low));
    }
}
