using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

/// <summary>Pairs of vectors whose similarity is known.</summary>
internal static class VectorPairs
{
    /// <summary>Two unit vectors in random directions, <paramref name="angle"/> apart.</summary>
    internal static (float[] First, float[] Second) AtAngle(int dimension, double angle, ulong seed)
    {
        using RowMatrix basis = Samples.Gaussian(2, dimension, seed);
        double[] first = [.. basis.Row(0).ToArray().Select(value => (double)value)];
        double[] other = [.. basis.Row(1).ToArray().Select(value => (double)value)];
        double firstNorm = Math.Sqrt(first.Sum(value => value * value));
        double along = first.Zip(other, (a, b) => a * b).Sum() / (firstNorm * firstNorm);
        double[] across = [.. other.Zip(first, (b, a) => b - (along * a))];
        double acrossNorm = Math.Sqrt(across.Sum(value => value * value));
        return (
            [.. first.Select(value => (float)(value / firstNorm))],
            [.. first.Zip(across, (a, c) => (float)((Math.Cos(angle) * a / firstNorm) + (Math.Sin(angle) * c / acrossNorm)))]);
    }
}
