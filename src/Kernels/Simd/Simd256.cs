using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glissade.Kernels;

/// <summary>256-bit registers: 8 lanes.</summary>
internal readonly unsafe partial struct Simd256 : ISimd<Vector256<float>>
{
    /// <summary>1.5 x 2^23, which puts a whole number into the lowest bits of a sum, and twice the bias of an exponent field.</summary>
    private const float ExponentFields = 12_582_912 + (2 * 127);

    public static int Lanes => Vector256<float>.Count;

    public static Vector256<float> Zero => Vector256<float>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* address) => Vector256.Load(address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, float* address) => value.Store(address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Broadcast(float value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) => Vector256.MultiplyAddEstimate(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Subtract(Vector256<float> a, Vector256<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Multiply(Vector256<float> a, Vector256<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Divide(Vector256<float> a, Vector256<float> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Max(Vector256<float> a, Vector256<float> b) => Vector256.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Abs(Vector256<float> a) => Vector256.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sqrt(Vector256<float> a) => Vector256.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> a) => Vector128.Sum(a.GetLower() + a.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong GreaterThanMask(Vector256<float> a, Vector256<float> b) => Vector256.GreaterThan(a, b).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadBFloat16(ushort* address) =>
        Vector256.ShiftLeft(Widen(address), 16).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBFloat16(Vector256<float> value, ushort* address)
    {
        Vector256<uint> bits = value.AsUInt32();
        Vector256<uint> odd = Vector256.ShiftRightLogical(bits, 16) & Vector256<uint>.One;
        StoreUpperHalves(bits + odd + Vector256.Create(BFloat16.JustBelowHalf), value, address);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBFloat16(Vector256<float> value, ushort* address, uint key)
    {
        StoreUpperHalves(value.AsUInt32() + Widen(RoundingNoise.From(key)), value, address);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Widen(ushort* address) => Vector256.WidenLower(Vector128.Load(address).ToVector256Unsafe());

    /// <summary>The upper halves of <paramref name="bits"/>, or a quiet NaN where the value is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreUpperHalves(Vector256<uint> bits, Vector256<float> value, ushort* address)
    {
        Vector256<uint> ordered = Vector256.Equals(value, value).AsUInt32();
        Vector256<uint> quiet = value.AsUInt32() | Vector256.Create(BFloat16.QuietBit);
        Vector256<uint> upper = Vector256.ShiftRightLogical(Vector256.ConditionalSelect(ordered, bits, quiet), 16);
        Vector128.Narrow(upper.GetLower(), upper.GetUpper()).Store(address);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> KeepFirst(Vector256<float> a, int count) =>
        Vector256.ConditionalSelect(Vector256.LessThan(Vector256<float>.Indices, Vector256.Create((float)count)), a, Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MaxNative(Vector256<float> a, Vector256<float> b) => Vector256.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MinNative(Vector256<float> a, Vector256<float> b) => Vector256.MinNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> GreaterThan(Vector256<float> a, Vector256<float> b) => Vector256.GreaterThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Select(Vector256<float> mask, Vector256<float> a, Vector256<float> b) =>
        Vector256.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ScaleByPowerOfTwo(Vector256<float> a, Vector256<float> exponent)
    {
        // The sum's lowest bits are exponent + 2 x 127; halved and shifted they are one factor's exponent field, the rest is the other's.
        // Two factors, because one alone reaches neither 2^128 nor below 2^-126; only the second product can round.
        Vector256<int> biased = (exponent + Vector256.Create(ExponentFields)).AsInt32();
        Vector256<int> half = (biased >>> 1) << 23;
        return a * half.AsSingle() * ((biased << 23) - half).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadPart(float* address, int count, float fill) => Avx.IsSupported
        ? Vector256.ConditionalSelect(PartMask(count), Avx.MaskLoad(address, PartMask(count)), Vector256.Create(fill))
        : Vector256.Create(Simd128.LoadPart(address, count, fill), Simd128.LoadPart(address + 4, count - 4, fill));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePart(Vector256<float> value, float* address, int count)
    {
        if (Avx.IsSupported)
        {
            Avx.MaskStore(address, PartMask(count), value);
            return;
        }

        Simd128.StorePart(value.GetLower(), address, count);
        Simd128.StorePart(value.GetUpper(), address + 4, count - 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(Vector256<float> a) => Simd128.MaxAcross(Vector128.Max(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OrBits(Vector256<float> a, Vector256<float> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ShiftBitsLeft(Vector256<float> a, int count) => (a.AsInt32() << count).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PartMask(int count) =>
        Vector256.GreaterThan(Vector256.Create(count), Vector256<int>.Indices).AsSingle();
}
