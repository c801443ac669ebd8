namespace Glissade.Lsh;

/// <summary>How a <see cref="SignatureScanIndex"/> signs rows.</summary>
public sealed record SignatureScanOptions
{
    /// <summary>The longest signature.</summary>
    public const int MaxBits = 1024;

    private const int WordBits = 64;

    /// <summary>
    /// Hyperplanes, and so bits of a signature: a multiple of 64. More tell angles better; a row costs in proportion. Default 512.
    /// </summary>
    public int Bits { get; init; } = 512;

    /// <summary>Seed of the hyperplanes.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>64-bit words of a signature.</summary>
    internal int Words => Bits / WordBits;

    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    internal void Validate()
    {
        if (Bits < WordBits || Bits > MaxBits || Bits % WordBits != 0)
            throw new ArgumentException($"Bits must be a multiple of {WordBits} between {WordBits} and {MaxBits}, but is {Bits}");
    }
}
