using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glissade.Kernels;

/// <summary>512-bit registers: 16 lanes.</summary>
internal readonly unsafe partial struct Simd512 : ISimd<Vector512<float>>
{
    /// <summary>1.5 x 2^23, which puts a whole number into the lowest bits of a sum, and twice the bias of an exponent field.</summary>
    private const float ExponentFields = 12_582_912 + (2 * 127);

    public static int Lanes => Vector512<float>.Count;

    public static Vector512<float> Zero => Vector512<float>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* address) => Vector512.Load(address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, float* address) => value.Store(address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Broadcast(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Vector512.MultiplyAddEstimate(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Subtract(Vector512<float> a, Vector512<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Multiply(Vector512<float> a, Vector512<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Divide(Vector512<float> a, Vector512<float> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Max(Vector512<float> a, Vector512<float> b) => Vector512.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Abs(Vector512<float> a) => Vector512.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sqrt(Vector512<float> a) => Vector512.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> a) => Simd256.Sum(a.GetLower() + a.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong GreaterThanMask(Vector512<float> a, Vector512<float> b) => Vector512.GreaterThan(a, b).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadBFloat16(ushort* address) =>
        Vector512.ShiftLeft(Widen(address), 16).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBFloat16(Vector512<float> value, ushort* address)
    {
        Vector512<uint> bits = value.AsUInt32();
        Vector512<uint> odd = Vector512.ShiftRightLogical(bits, 16) & Vector512<uint>.One;
        StoreUpperHalves(bits + odd + Vector512.Create(BFloat16.JustBelowHalf), value, address);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBFloat16(Vector512<float> value, ushort* address, uint key)
    {
        StoreUpperHalves(value.AsUInt32() + Widen(RoundingNoise.From(key)), value, address);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Widen(ushort* address) => Vector512.WidenLower(Vector256.Load(address).ToVector512Unsafe());

    /// <summary>The upper halves of <paramref name="bits"/>, or a quiet NaN where the value is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreUpperHalves(Vector512<uint> bits, Vector512<float> value, ushort* address)
    {
        Vector512<uint> ordered = Vector512.Equals(value, value).AsUInt32();
        Vector512<uint> quiet = value.AsUInt32() | Vector512.Create(BFloat16.QuietBit);
        Vector512<uint> upper = Vector512.ShiftRightLogical(Vector512.ConditionalSelect(ordered, bits, quiet), 16);
        // The portable Narrow of one vector takes two instructions more.
        if (Avx512F.IsSupported)
            Avx512F.ConvertToVector256UInt16(upper).Store(address);
        else
            Vector256.Narrow(upper.GetLower(), upper.GetUpper()).Store(address);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> KeepFirst(Vector512<float> a, int count) =>
        Vector512.ConditionalSelect(Vector512.LessThan(Vector512<float>.Indices, Vector512.Create((float)count)), a, Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MaxNative(Vector512<float> a, Vector512<float> b) => Vector512.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MinNative(Vector512<float> a, Vector512<float> b) => Vector512.MinNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> GreaterThan(Vector512<float> a, Vector512<float> b) => Vector512.GreaterThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Select(Vector512<float> mask, Vector512<float> a, Vector512<float> b) =>
        Vector512.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ScaleByPowerOfTwo(Vector512<float> a, Vector512<float> exponent)
    {
        if (Avx512F.IsSupported)
            return Avx512F.Scale(a, exponent);
        // The sum's lowest bits are exponent + 2 x 127; halved and shifted they are one factor's exponent field, the rest is the other's.
        // Two factors, because one alone reaches neither 2^128 nor below 2^-126; only the second product can round.
        Vector512<int> biased = (exponent + Vector512.Create(ExponentFields)).AsInt32();
        Vector512<int> half = (biased >>> 1) << 23;
        return a * half.AsSingle() * ((biased << 23) - half).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadPart(float* address, int count, float fill) => Avx512F.IsSupported
        ? Avx512F.MaskLoad(address, PartMask(count), Vector512.Create(fill))
        : Vector512.Create(Simd256.LoadPart(address, count, fill), Simd256.LoadPart(address + 8, count - 8, fill));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePart(Vector512<float> value, float* address, int count)
    {
        if (Avx512F.IsSupported)
        {
            Avx512F.MaskStore(address, PartMask(count), value);
            return;
        }

        Simd256.StorePart(value.GetLower(), address, count);
        Simd256.StorePart(value.GetUpper(), address + 8, count - 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(Vector512<float> a) => Simd256.MaxAcross(Vector256.Max(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> OrBits(Vector512<float> a, Vector512<float> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ShiftBitsLeft(Vector512<float> a, int count) => (a.AsInt32() << count).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> PartMask(int count) =>
        Vector512.GreaterThan(Vector512.Create(count), Vector512<int>.Indices).AsSingle();
}
