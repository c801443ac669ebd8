using Glissade.Kernels;

namespace Glissade.Synthetic;

/// <summary>
/// The synthetic task's own generator: its state is the seed itself, so that the reference program's data can be made again.
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private const ulong Increment = 0x9E3779B97F4A7C15UL;
    private ulong state = seed;

    /// <summary>A number scattered from <paramref name="key"/>: the first one of the stream with that seed.</summary>
    internal static ulong Hash(ulong key) => RandomStream.Mix(key + Increment);

    /// <summary>The 53 high bits as a number in [0, 1).</summary>
    internal static double ToUnit(ulong bits) => (bits >> 11) * (1.0 / (1L << 53));

    internal double NextUnit() => ToUnit(Next());

    /// <summary>A whole number in [0, <paramref name="exclusiveBound"/>).</summary>
    internal int NextBelow(int exclusiveBound) => (int)Math.BigMul(Next(), (ulong)exclusiveBound, out _);

    private ulong Next()
    {
        state += Increment;
        return RandomStream.Mix(state);
    }
}
