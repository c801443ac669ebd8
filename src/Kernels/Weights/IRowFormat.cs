using System.Runtime.CompilerServices;

namespace Glissade.Kernels;

/// <summary>
/// How a row of weights is stored, for kernels that compute in single precision on any storage. Static abstract members, as in
/// <see cref="ISimd{TVector}"/>: each kernel compiles to code for one register width and one storage.
/// </summary>
internal unsafe interface IRowFormat<TVector>
    where TVector : struct
{
    /// <summary>Bytes of an element.</summary>
    static abstract int ElementBytes { get; }

    static abstract TVector Load(byte* row, nint element);

    /// <param name="value">What to store from <paramref name="element"/> on.</param>
    /// <param name="row">The row.</param>
    /// <param name="element">The first element.</param>
    /// <param name="noise">Key of the row's rounding noise in this update, where rounding takes any.</param>
    static abstract void Store(TVector value, byte* row, nint element, uint noise);
}

/// <inheritdoc cref="WeightPrecision.Single"/>
internal readonly unsafe struct SingleFormat<TVector, TSimd> : IRowFormat<TVector>
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    public static int ElementBytes => sizeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load(byte* row, nint element) => TSimd.Load((float*)row + element);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(TVector value, byte* row, nint element, uint noise) => TSimd.Store(value, (float*)row + element);
}

/// <inheritdoc cref="WeightPrecision.BFloat16"/>
internal readonly unsafe struct BFloat16Format<TVector, TSimd> : IRowFormat<TVector>
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    public static int ElementBytes => sizeof(ushort);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load(byte* row, nint element) => TSimd.LoadBFloat16((ushort*)row + element);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(TVector value, byte* row, nint element, uint noise) =>
        TSimd.StoreBFloat16(value, (ushort*)row + element, noise + (uint)element);
}

/// <inheritdoc cref="WeightPrecision.BFloat16Nearest"/>
internal readonly unsafe struct BFloat16NearestFormat<TVector, TSimd> : IRowFormat<TVector>
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    public static int ElementBytes => sizeof(ushort);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load(byte* row, nint element) => TSimd.LoadBFloat16((ushort*)row + element);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(TVector value, byte* row, nint element, uint noise) => TSimd.StoreBFloat16(value, (ushort*)row + element);
}
