namespace Glissade.Kernels;

/// <summary>
/// The vector operations kernels are written in, once for every width: <typeparamref name="TVector"/> is the register type, the
/// implementing struct names its width. Static abstract members resolve at JIT time, so a kernel over (Vector512, Simd512) compiles to
/// the same code as one written for 512 bits by hand.
/// </summary>
internal unsafe partial interface ISimd<TVector>
    where TVector : struct
{
    /// <summary>Single-precision lanes in a register.</summary>
    static abstract int Lanes { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Load(float* address);

    static abstract void Store(TVector value, float* address);

    static abstract TVector Broadcast(float value);

    /// <summary>a * b + c, in one rounding where the machine has such an instruction.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    static abstract TVector Max(TVector a, TVector b);

    static abstract TVector Abs(TVector a);

    static abstract TVector Sqrt(TVector a);

    static abstract float Sum(TVector a);

    /// <summary>One bit a lane, lane 0 lowest: set where a &gt; b.</summary>
    static abstract ulong GreaterThanMask(TVector a, TVector b);

    /// <summary>As many bfloat16 numbers as there are lanes, widened.</summary>
    static abstract TVector LoadBFloat16(ushort* address);

    /// <summary>Stores each lane as the nearest bfloat16 number (<see cref="BFloat16.FromSingle(float)"/>).</summary>
    static abstract void StoreBFloat16(TVector value, ushort* address);

    /// <summary>
    /// Stores each lane as one of its two neighbouring bfloat16 numbers, rounded by the noise of <paramref name="key"/> + lane
    /// (<see cref="BFloat16.FromSingle(float, uint)"/>).
    /// </summary>
    static abstract void StoreBFloat16(TVector value, ushort* address, uint key);

    /// <summary>The first <paramref name="count"/> lanes of a, all if there are no more; zero in the others, whatever they held.</summary>
    static abstract TVector KeepFirst(TVector a, int count);

    /// <summary>The larger in one instruction; NaN where <paramref name="b"/> is NaN, and b or NaN where <paramref name="a"/> is.</summary>
    static abstract TVector MaxNative(TVector a, TVector b);

    /// <summary>The smaller in one instruction, with NaN as in <see cref="MaxNative"/>.</summary>
    static abstract TVector MinNative(TVector a, TVector b);

    /// <summary>All bits of a lane set where a &gt; b, none elsewhere: what <see cref="Select"/> takes.</summary>
    static abstract TVector GreaterThan(TVector a, TVector b);

    /// <summary>a where the mask is set, b elsewhere.</summary>
    static abstract TVector Select(TVector mask, TVector a, TVector b);

    /// <summary>a times 2^exponent in one rounding, for whole exponents in [-252, 254]. NaN stays NaN.</summary>
    static abstract TVector ScaleByPowerOfTwo(TVector a, TVector exponent);

    /// <summary>The first <paramref name="count"/> lanes from memory and nothing beyond, <paramref name="fill"/> in the others.</summary>
    static abstract TVector LoadPart(float* address, int count, float fill);

    /// <summary>Stores the first <paramref name="count"/> lanes and touches nothing beyond.</summary>
    static abstract void StorePart(TVector value, float* address, int count);

    /// <summary>The largest lane, NaN if one is.</summary>
    static abstract float MaxAcross(TVector a);

    /// <summary>The bits of both: lanes are patterns of 32 bits here, not numbers.</summary>
    static abstract TVector OrBits(TVector a, TVector b);

    /// <summary>The bits of each lane moved up by <paramref name="count"/>, zeros below them.</summary>
    static abstract TVector ShiftBitsLeft(TVector a, int count);
}
