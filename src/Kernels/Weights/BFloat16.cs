using System.Runtime.CompilerServices;

namespace Glissade.Kernels;

/// <summary>
/// bfloat16: the upper 16 bits of a single-precision number, that is its sign, its whole exponent and 7 of its 23 fraction bits
/// (a relative step of 2^-8). Widening is exact; narrowing rounds.
/// </summary>
/// <remarks>
/// Stochastic rounding adds 16 random bits below the part that is kept: a number goes up with the probability that its distance from the
/// lower neighbour tells, so it is right on average and steps much smaller than 2^-8 of a weight are not lost (Gupta et al. 2015, section 3.1). The chance comes in
/// 4,096ths (<see cref="RoundingNoise"/>), which makes steps below 2^-20 of a weight the first that may be.
/// The bits come from a table (<see cref="RoundingNoise"/>) by a key and the element's place, so all register widths round alike.
/// </remarks>
internal static class BFloat16
{
    /// <summary>What round to nearest adds below the kept bits, besides the lowest kept bit: ties then go to the even neighbour.</summary>
    internal const uint JustBelowHalf = 0x7FFF;

    /// <summary>Set in every NaN that is stored: one whose fraction lies in the lower half alone would come out as infinity.</summary>
    internal const uint QuietBit = 0x400000;

    /// <summary>The number that <paramref name="bits"/> stand for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToSingle(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    /// <summary>The nearest number, of two equally near the even one. Beyond the largest lies infinity; NaN stays NaN.</summary>
    public static ushort FromSingle(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return Upper(bits + ((bits >> 16) & 1) + JustBelowHalf, value);
    }

    /// <summary>The neighbour towards zero or the one away from it, chosen by the noise of <paramref name="key"/>; NaN stays NaN.</summary>
    public static ushort FromSingle(float value, uint key) => Upper(BitConverter.SingleToUInt32Bits(value) + RoundingNoise.At(key), value);

    private static ushort Upper(uint bits, float value) =>
        (ushort)((float.IsNaN(value) ? BitConverter.SingleToUInt32Bits(value) | QuietBit : bits) >> 16);
}
