namespace Glissade.Kernels;

/// <content>Registers as strings of bits: of 64-bit words, 16-bit numbers or bytes, not of floats.</content>
internal unsafe partial interface ISimd<TVector>
{
    /// <summary>The same 64 bits in every 64-bit lane.</summary>
    static abstract TVector BroadcastBits(ulong bits);

    /// <summary>The bits that differ.</summary>
    static abstract TVector XorBits(TVector a, TVector b);

    /// <summary>The bits that at least two of the three have: the carry of adding them bit by bit.</summary>
    static abstract TVector MajorityBits(TVector a, TVector b, TVector c);

    /// <summary>The number of bits set in each byte, in that byte.</summary>
    static abstract TVector CountBits(TVector a);

    /// <summary>Sums of bytes, without carries from one to the next.</summary>
    static abstract TVector AddBytes(TVector a, TVector b);

    /// <summary>The sum of the eight bytes of each 64-bit lane, moved up by <paramref name="shift"/> bits.</summary>
    static abstract TVector SumBytes(TVector a, int shift);

    /// <summary>One bit a 16-bit lane, lane 0 lowest: set where a &lt; b, both below 2^15.</summary>
    static abstract ulong LessThanMask16(TVector a, TVector b);
}
