using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Glissade.Kernels;

/// <content>Registers as strings of bits.</content>
internal readonly unsafe partial struct Simd128
{
    /// <summary>The number of bits set in each value of a nibble.</summary>
    internal static Vector128<byte> NibbleCounts => Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> BroadcastBits(ulong bits) => Vector128.Create(bits).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> XorBits(Vector128<float> a, Vector128<float> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MajorityBits(Vector128<float> a, Vector128<float> b, Vector128<float> c) => (a & b) | ((a ^ b) & c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> CountBits(Vector128<float> a)
    {
        Vector128<byte> bytes = a.AsByte();
        if (AdvSimd.IsSupported)
            return AdvSimd.PopCount(bytes).AsSingle();
        if (Ssse3.IsSupported)
        {
            Vector128<byte> nibble = Vector128.Create((byte)0x0F);
            Vector128<byte> lower = Ssse3.Shuffle(NibbleCounts, bytes & nibble);
            return (lower + Ssse3.Shuffle(NibbleCounts, (bytes.AsUInt16() >>> 4).AsByte() & nibble)).AsSingle();
        }
        // Sums of one bit, of two and of four side by side; a shift may carry bits from one byte into another only where they are masked.
        Vector128<byte> pairs = bytes - ((bytes.AsUInt16() >>> 1).AsByte() & Vector128.Create((byte)0x55));
        Vector128<byte> ofTwo = Vector128.Create((byte)0x33);
        Vector128<byte> nibbles = (pairs & ofTwo) + ((pairs.AsUInt16() >>> 2).AsByte() & ofTwo);
        return ((nibbles + (nibbles.AsUInt16() >>> 4).AsByte()) & Vector128.Create((byte)0x0F)).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> AddBytes(Vector128<float> a, Vector128<float> b) => (a.AsByte() + b.AsByte()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SumBytes(Vector128<float> a, int shift)
    {
        if (AdvSimd.IsSupported)
        {
            Vector128<uint> quarters = AdvSimd.AddPairwiseWidening(AdvSimd.AddPairwiseWidening(a.AsByte()));
            return (AdvSimd.AddPairwiseWidening(quarters) << shift).AsSingle();
        }
        if (Sse2.IsSupported)
            return (Sse2.SumAbsoluteDifferences(a.AsByte(), Vector128<byte>.Zero).AsUInt64() << shift).AsSingle();
        Vector128<ulong> even = Vector128.Create(0x00FF_00FF_00FF_00FFUL);
        Vector128<ulong> sums = (a.AsUInt64() & even) + ((a.AsUInt64() >>> 8) & even);
        sums += sums >>> 32;
        sums += sums >>> 16;
        return ((sums & Vector128.Create(0xFFFFUL)) << shift).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LessThanMask16(Vector128<float> a, Vector128<float> b) =>
        Vector128.LessThan(a.AsInt16(), b.AsInt16()).ExtractMostSignificantBits();
}
