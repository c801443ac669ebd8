using System.Numerics;

namespace Glissade.Lsh.Tests;

/// <summary>
/// The exact probability that two vectors agree in a code of a family that looks into bins of eight, by listing every bin. It is meant for
/// fewer than 16 elements: each bin then has a permutation of its own, so bins are independent.
/// </summary>
internal static class BinCollision
{
    private const int BinSize = 8;

    /// <param name="dimension">Elements of a vector.</param>
    /// <param name="first">
    /// Of the elements of a bin, those that win if they come first, both as sets of bits; the empty set if the bin is empty.
    /// </param>
    /// <param name="second">The same for the other vector.</param>
    internal static double Probability(int dimension, Func<int, int> first, Func<int, int> second)
    {
        double bins = 0, together = 0, bothEmpty = 0;
        double[] firstAlone = new double[BinSize], secondAlone = new double[BinSize];
        double[] firstAll = new double[BinSize], secondAll = new double[BinSize];
        for (int bin = 0; bin < 1 << dimension; bin++)
        {
            if (BitOperations.PopCount((uint)bin) != BinSize)
                continue;
            bins++;
            int a = first(bin), b = second(bin);
            Add(firstAll, a);
            Add(secondAll, b);
            if (a != 0 && b != 0)
                together += (double)BitOperations.PopCount((uint)(a & b)) / BitOperations.PopCount((uint)(a | b));
            else if (a == 0 && b == 0)
                bothEmpty++;
            else
                Add(a == 0 ? secondAlone : firstAlone, a | b);
        }

        // Where both bins are empty, both vectors ask the same next bin. Where one is, the other vector's code comes from elsewhere.
        double accidents = Meeting(firstAlone, secondAll) + Meeting(secondAlone, firstAll);
        return (together + accidents) / (bins - bothEmpty);
    }

    /// <summary>Adds the chances that the first of these elements, in random order, stands at each position.</summary>
    private static void Add(double[] positions, int elements)
    {
        int count = BitOperations.PopCount((uint)elements);
        for (int position = 0; count > 0 && position <= BinSize - count; position++)
            positions[position] += Choose(BinSize - 1 - position, count - 1) / Choose(BinSize, count);
    }

    private static double Meeting(double[] alone, double[] lent) =>
        lent.Sum() == 0 ? 0 : alone.Zip(lent, (a, b) => a * b).Sum() / lent.Sum();

    private static double Choose(int n, int k) => k == 0 ? 1 : Choose(n - 1, k - 1) * n / k;
}
