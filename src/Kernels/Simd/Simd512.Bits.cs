using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glissade.Kernels;

/// <content>Registers as strings of bits.</content>
internal readonly unsafe partial struct Simd512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> BroadcastBits(ulong bits) => Vector512.Create(bits).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> XorBits(Vector512<float> a, Vector512<float> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MajorityBits(Vector512<float> a, Vector512<float> b, Vector512<float> c) => (a & b) | ((a ^ b) & c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> CountBits(Vector512<float> a)
    {
        if (!Avx512BW.IsSupported)
            return Vector512.Create(Simd256.CountBits(a.GetLower()), Simd256.CountBits(a.GetUpper()));
        Vector512<byte> bytes = a.AsByte();
        Vector512<byte> nibble = Vector512.Create((byte)0x0F);
        Vector512<byte> counts = Vector512.Create(Simd128.NibbleCounts);
        Vector512<byte> lower = Avx512BW.Shuffle(counts, bytes & nibble);
        return (lower + Avx512BW.Shuffle(counts, (bytes.AsUInt16() >>> 4).AsByte() & nibble)).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> AddBytes(Vector512<float> a, Vector512<float> b) => (a.AsByte() + b.AsByte()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SumBytes(Vector512<float> a, int shift) => Avx512BW.IsSupported
        ? (Avx512BW.SumAbsoluteDifferences(a.AsByte(), Vector512<byte>.Zero).AsUInt64() << shift).AsSingle()
        : Vector512.Create(Simd256.SumBytes(a.GetLower(), shift), Simd256.SumBytes(a.GetUpper(), shift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LessThanMask16(Vector512<float> a, Vector512<float> b) =>
        Vector512.LessThan(a.AsInt16(), b.AsInt16()).ExtractMostSignificantBits();
}
