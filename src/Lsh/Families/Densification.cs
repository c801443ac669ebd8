using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Fills the codes of empty bins: an empty bin borrows from another, chosen by a 2-universal hash of (bin, attempt), so that two vectors
/// with the same winners also borrow alike (densified WTA: Chen and Shrivastava 2018, section 4;
/// one permutation hashing: Shrivastava and Li 2014).
/// </summary>
/// <remarks>
/// Only true winners are lent, never borrowed codes, so the order in which bins are filled does not matter. After <see cref="MaxAttempts"/>
/// tries, or if no bin has a winner (the zero vector), the code is 0.
/// </remarks>
internal readonly struct Densification
{
    internal const int MaxAttempts = 100;

    private readonly ulong multiplier;
    private readonly ulong summand;
    private readonly int binCount;

    internal Densification(int binCount, ulong seed)
    {
        RandomStream random = new(seed, DensificationKey);
        multiplier = random.NextUInt64();
        summand = random.NextUInt64();
        this.binCount = binCount;
    }

    private static ulong DensificationKey => ulong.MaxValue;

    /// <summary>
    /// The bin to ask at an attempt: multiply-add-shift (Dietzfelbinger 1996), strongly universal for 32-bit keys, scaled below the number
    /// of bins.
    /// </summary>
    internal int Lender(int bin, int attempt)
    {
        uint key = ((uint)bin * (MaxAttempts + 1)) + (uint)attempt;
        ulong hash = ((multiplier * key) + summand) >> 32;
        return (int)((hash * (ulong)binCount) >> 32);
    }

    /// <summary>
    /// Copies the codes of one vector, codes[bin * stride], to filled[bin], where those of bins without winner are borrowed; all are 0 if
    /// no bin has one.
    /// </summary>
    internal unsafe void Fill(int* codes, int stride, int* filled)
    {
        bool anyWinner = false;
        for (int bin = 0; bin < binCount; bin++)
            anyWinner |= codes[(nint)bin * stride] != WinnerTakeAll.NoWinner;
        for (int bin = 0; bin < binCount; bin++)
        {
            int code = codes[(nint)bin * stride];
            filled[bin] = !anyWinner ? 0 : code == WinnerTakeAll.NoWinner ? Borrow(codes, stride, bin) : code;
        }
    }

    private unsafe int Borrow(int* codes, int stride, int bin)
    {
        for (int attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            int code = codes[(nint)Lender(bin, attempt) * stride];
            if (code != WinnerTakeAll.NoWinner)
                return code;
        }

        return 0;
    }
}
