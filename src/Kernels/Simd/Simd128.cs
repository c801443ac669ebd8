using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>128-bit registers: 4 lanes; SSE on x86, NEON on ARM.</summary>
internal readonly unsafe partial struct Simd128 : ISimd<Vector128<float>>
{
    /// <summary>1.5 x 2^23, which puts a whole number into the lowest bits of a sum, and twice the bias of an exponent field.</summary>
    private const float ExponentFields = 12_582_912 + (2 * 127);

    public static int Lanes => Vector128<float>.Count;

    public static Vector128<float> Zero => Vector128<float>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(float* address) => Vector128.Load(address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> value, float* address) => value.Store(address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Broadcast(float value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) => Vector128.MultiplyAddEstimate(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Add(Vector128<float> a, Vector128<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Subtract(Vector128<float> a, Vector128<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Multiply(Vector128<float> a, Vector128<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Divide(Vector128<float> a, Vector128<float> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Max(Vector128<float> a, Vector128<float> b) => Vector128.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Abs(Vector128<float> a) => Vector128.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sqrt(Vector128<float> a) => Vector128.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector128<float> a) => Vector128.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong GreaterThanMask(Vector128<float> a, Vector128<float> b) => Vector128.GreaterThan(a, b).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadBFloat16(ushort* address) => Vector128.ShiftLeft(Widen(address), 16).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBFloat16(Vector128<float> value, ushort* address)
    {
        Vector128<uint> bits = value.AsUInt32();
        Vector128<uint> odd = Vector128.ShiftRightLogical(bits, 16) & Vector128<uint>.One;
        StoreUpperHalves(bits + odd + Vector128.Create(BFloat16.JustBelowHalf), value, address);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBFloat16(Vector128<float> value, ushort* address, uint key)
    {
        StoreUpperHalves(value.AsUInt32() + Widen(RoundingNoise.From(key)), value, address);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Widen(ushort* address) => Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(address)).AsUInt16());

    /// <summary>The upper halves of <paramref name="bits"/>, or a quiet NaN where the value is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreUpperHalves(Vector128<uint> bits, Vector128<float> value, ushort* address)
    {
        Vector128<uint> ordered = Vector128.Equals(value, value).AsUInt32();
        Vector128<uint> quiet = value.AsUInt32() | Vector128.Create(BFloat16.QuietBit);
        Vector128<uint> upper = Vector128.ShiftRightLogical(Vector128.ConditionalSelect(ordered, bits, quiet), 16);
        Unsafe.WriteUnaligned(address, Vector128.Narrow(upper, upper).AsUInt64().ToScalar());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> KeepFirst(Vector128<float> a, int count) =>
        Vector128.ConditionalSelect(Vector128.LessThan(Vector128<float>.Indices, Vector128.Create((float)count)), a, Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MaxNative(Vector128<float> a, Vector128<float> b) => Vector128.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MinNative(Vector128<float> a, Vector128<float> b) => Vector128.MinNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> GreaterThan(Vector128<float> a, Vector128<float> b) => Vector128.GreaterThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Select(Vector128<float> mask, Vector128<float> a, Vector128<float> b) =>
        Vector128.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ScaleByPowerOfTwo(Vector128<float> a, Vector128<float> exponent)
    {
        // The sum's lowest bits are exponent + 2 x 127; halved and shifted they are one factor's exponent field, the rest is the other's.
        // Two factors, because one alone reaches neither 2^128 nor below 2^-126; only the second product can round.
        Vector128<int> biased = (exponent + Vector128.Create(ExponentFields)).AsInt32();
        Vector128<int> half = (biased >>> 1) << 23;
        return a * half.AsSingle() * ((biased << 23) - half).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadPart(float* address, int count, float fill) => Vector128.Create(
        count > 0 ? address[0] : fill, count > 1 ? address[1] : fill, count > 2 ? address[2] : fill, count > 3 ? address[3] : fill);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePart(Vector128<float> value, float* address, int count)
    {
        if (count > 0)
            address[0] = value.ToScalar();
        if (count > 1)
            address[1] = value.GetElement(1);
        if (count > 2)
            address[2] = value.GetElement(2);
        if (count > 3)
            address[3] = value.GetElement(3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(Vector128<float> a)
    {
        a = Vector128.Max(a, Vector128.Shuffle(a, Vector128.Create(2, 3, 0, 1)));
        return Vector128.Max(a, Vector128.Shuffle(a, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> OrBits(Vector128<float> a, Vector128<float> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ShiftBitsLeft(Vector128<float> a, int count) => (a.AsInt32() << count).AsSingle();
}
