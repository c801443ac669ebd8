using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glissade.Kernels;

/// <content>Registers as strings of bits.</content>
internal readonly unsafe partial struct Simd256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> BroadcastBits(ulong bits) => Vector256.Create(bits).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> XorBits(Vector256<float> a, Vector256<float> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MajorityBits(Vector256<float> a, Vector256<float> b, Vector256<float> c) => (a & b) | ((a ^ b) & c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> CountBits(Vector256<float> a)
    {
        if (!Avx2.IsSupported)
            return Vector256.Create(Simd128.CountBits(a.GetLower()), Simd128.CountBits(a.GetUpper()));
        Vector256<byte> bytes = a.AsByte();
        Vector256<byte> nibble = Vector256.Create((byte)0x0F);
        Vector256<byte> counts = Vector256.Create(Simd128.NibbleCounts);
        Vector256<byte> lower = Avx2.Shuffle(counts, bytes & nibble);
        return (lower + Avx2.Shuffle(counts, (bytes.AsUInt16() >>> 4).AsByte() & nibble)).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> AddBytes(Vector256<float> a, Vector256<float> b) => (a.AsByte() + b.AsByte()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SumBytes(Vector256<float> a, int shift) => Avx2.IsSupported
        ? (Avx2.SumAbsoluteDifferences(a.AsByte(), Vector256<byte>.Zero).AsUInt64() << shift).AsSingle()
        : Vector256.Create(Simd128.SumBytes(a.GetLower(), shift), Simd128.SumBytes(a.GetUpper(), shift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LessThanMask16(Vector256<float> a, Vector256<float> b) =>
        Vector256.LessThan(a.AsInt16(), b.AsInt16()).ExtractMostSignificantBits();
}
