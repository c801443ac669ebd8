using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glissade.Kernels;

/// <content>
/// A square of 16 x 16: quarters of registers as squares of 4 x 4, then the quarters as elements of squares of 4 x 4. Without 512-bit
/// instructions, element by element.
/// </content>
internal readonly unsafe partial struct Simd512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransposeTile<TFormat>(byte* rows, nint stride, nint element, float* target, nint targetStride)
        where TFormat : struct, IRowFormat<Vector512<float>>
    {
        if (!Avx512F.IsSupported)
        {
            ElementTile.Transpose<Vector512<float>, Simd512, TFormat>(rows, stride, Lanes, element, target, targetStride);
            return;
        }
        Vector512<float> r0 = TFormat.Load(rows, element);
        Vector512<float> r1 = TFormat.Load(rows + stride, element);
        Vector512<float> r2 = TFormat.Load(rows + (2 * stride), element);
        Vector512<float> r3 = TFormat.Load(rows + (3 * stride), element);
        Quarters(ref r0, ref r1, ref r2, ref r3);
        Vector512<float> r4 = TFormat.Load(rows + (4 * stride), element);
        Vector512<float> r5 = TFormat.Load(rows + (5 * stride), element);
        Vector512<float> r6 = TFormat.Load(rows + (6 * stride), element);
        Vector512<float> r7 = TFormat.Load(rows + (7 * stride), element);
        Quarters(ref r4, ref r5, ref r6, ref r7);
        Vector512<float> r8 = TFormat.Load(rows + (8 * stride), element);
        Vector512<float> r9 = TFormat.Load(rows + (9 * stride), element);
        Vector512<float> r10 = TFormat.Load(rows + (10 * stride), element);
        Vector512<float> r11 = TFormat.Load(rows + (11 * stride), element);
        Quarters(ref r8, ref r9, ref r10, ref r11);
        Vector512<float> r12 = TFormat.Load(rows + (12 * stride), element);
        Vector512<float> r13 = TFormat.Load(rows + (13 * stride), element);
        Vector512<float> r14 = TFormat.Load(rows + (14 * stride), element);
        Vector512<float> r15 = TFormat.Load(rows + (15 * stride), element);
        Quarters(ref r12, ref r13, ref r14, ref r15);
        StoreQuarters(r0, r4, r8, r12, target, 4 * targetStride);
        StoreQuarters(r1, r5, r9, r13, target + targetStride, 4 * targetStride);
        StoreQuarters(r2, r6, r10, r14, target + (2 * targetStride), 4 * targetStride);
        StoreQuarters(r3, r7, r11, r15, target + (3 * targetStride), 4 * targetStride);
    }

    /// <summary>Transposes each quarter of four registers as a square of 4 x 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d)
    {
        Vector512<double> lowerAb = Avx512F.UnpackLow(a, b).AsDouble();
        Vector512<double> upperAb = Avx512F.UnpackHigh(a, b).AsDouble();
        Vector512<double> lowerCd = Avx512F.UnpackLow(c, d).AsDouble();
        Vector512<double> upperCd = Avx512F.UnpackHigh(c, d).AsDouble();
        a = Avx512F.UnpackLow(lowerAb, lowerCd).AsSingle();
        b = Avx512F.UnpackHigh(lowerAb, lowerCd).AsSingle();
        c = Avx512F.UnpackLow(upperAb, upperCd).AsSingle();
        d = Avx512F.UnpackHigh(upperAb, upperCd).AsSingle();
    }

    /// <summary>Quarter q of all four is a row of the transposed tile, for q = 0 to 3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreQuarters(
        Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, float* target, nint targetStride)
    {
        // Two quarters of each of two registers: 0x88 picks the even ones, 0xDD the odd ones.
        Vector512<float> evenAb = Avx512F.Shuffle4x128(a, b, 0x88);
        Vector512<float> oddAb = Avx512F.Shuffle4x128(a, b, 0xDD);
        Vector512<float> evenCd = Avx512F.Shuffle4x128(c, d, 0x88);
        Vector512<float> oddCd = Avx512F.Shuffle4x128(c, d, 0xDD);
        Avx512F.Shuffle4x128(evenAb, evenCd, 0x88).Store(target);
        Avx512F.Shuffle4x128(oddAb, oddCd, 0x88).Store(target + targetStride);
        Avx512F.Shuffle4x128(evenAb, evenCd, 0xDD).Store(target + (2 * targetStride));
        Avx512F.Shuffle4x128(oddAb, oddCd, 0xDD).Store(target + (3 * targetStride));
    }
}
