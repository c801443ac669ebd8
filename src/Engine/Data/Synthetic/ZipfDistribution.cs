namespace Glissade.Synthetic;

/// <summary>Ranks drawn in proportion to (rank + 1 + offset)^-exponent (Zipf and Mandelbrot).</summary>
internal sealed class ZipfDistribution
{
    private readonly double[] cumulative;

    internal ZipfDistribution(int count, double exponent, double offset)
    {
        cumulative = new double[count];
        double sum = 0;
        for (int rank = 0; rank < count; rank++)
            cumulative[rank] = sum += Math.Pow(rank + 1 + offset, -exponent);
        foreach (ref double share in cumulative.AsSpan())
            share /= sum;
    }

    /// <summary>The rank at which the cumulative distribution passes <paramref name="unit"/> in [0, 1).</summary>
    internal int Rank(double unit)
    {
        int low = 0;
        int high = cumulative.Length;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (cumulative[middle] > unit)
                high = middle;
            else
                low = middle + 1;
        }
        return Math.Min(low, cumulative.Length - 1);
    }
}
