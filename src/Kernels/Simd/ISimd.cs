namespace Glissade.Kernels;

/// <summary>
/// The vector operations kernels are written in, once for every width: <typeparamref name="TVector"/> is the register type, the
/// implementing struct names its width. Static abstract members resolve at JIT time, so a kernel over (Vector512, Simd512) compiles to
/// the same code as one written for 512 bits by hand.
/// </summary>
internal unsafe interface ISimd<TVector>
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

    static abstract TVector Exp(TVector a);

    static abstract TVector Log(TVector a);

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
}
