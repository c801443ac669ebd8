using System.Runtime.CompilerServices;

namespace Glissade.Kernels;

/// <summary>
/// A small, fast generator of pseudo-random numbers (SplitMix64; Steele, Lea, Flood 2014). Streams made from different keys are
/// independent for our purposes, so each batch, worker or table seeds its own and results do not depend on who ran first.
/// </summary>
public struct RandomStream
{
    private const ulong Golden = 0x9E3779B97F4A7C15UL;
    private const float SquareRootOf12 = 3.4641016f;
    private ulong state;

    /// <summary>The stream named by a seed and up to three keys (for instance epoch and batch).</summary>
    public RandomStream(ulong seed, ulong key1 = 0, ulong key2 = 0, ulong key3 = 0) =>
        state = Mix(Mix(Mix(Mix(seed + Golden) ^ key1) + Golden ^ key2) + Golden ^ key3);

    /// <summary>SplitMix64's finaliser: a bijection of 64-bit numbers that scatters nearby ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextUInt64()
    {
        state += Golden;
        return Mix(state);
    }

    /// <summary>A whole number in [0, <paramref name="exclusiveBound"/>); the bound is positive (bias below 2^-32: Lemire 2019).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextInt32(int exclusiveBound) => (int)(((NextUInt64() >> 32) * (ulong)exclusiveBound) >> 32);

    /// <summary>A number in [0, 1) with 24 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float NextSingle() => (NextUInt64() >> 40) * (1f / (1 << 24));

    /// <summary>A number in [0, 1) with 53 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1L << 53));

    /// <summary>
    /// A draw from the uniform distribution around zero of this standard deviation: a first weight need not be normal, and this takes a fraction
    /// of the time where weights are by the hundred million.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float NextUniform(float deviation) => deviation * SquareRootOf12 * (NextSingle() - 0.5f);

    /// <summary>A draw from the standard normal distribution (Box and Muller 1958).</summary>
    public float NextGaussian()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return (float)(radius * Math.Cos(2 * Math.PI * NextDouble()));
    }

    /// <summary>Puts <paramref name="items"/> into a uniformly random order (Fisher and Yates).</summary>
    public void Shuffle(Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt32(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
