using FsCheck;
using FsCheck.Xunit;

namespace Glissade.Kernels.Tests;

public sealed unsafe class LargestSelectionTests
{
    [Property(MaxTest = 60)]
    public void KeptAreTheBestOfAllThatWereOfferedInRunsOfAnyLength(ushort countSeed, byte budgetSeed, byte values, ushort seed)
    {
        int count = countSeed % 2000;
        int budget = budgetSeed % 150;
        RandomStream random = new(seed);
        float[] scores = new float[count];
        // Few different values: many are equal.
        foreach (ref float score in scores.AsSpan())
            score = values < 128 ? random.NextInt32(values + 1) : random.NextGaussian();
        LargestSelection selection = new();
        // Used before, for more.
        selection.Begin(200);
        selection.Begin(budget);
        fixed (float* all = scores)
        {
            for (int start = 0, length; start < count; start += length)
            {
                length = Math.Min(count - start, random.NextInt32(300) + 1);
                selection.OfferRun(start, all + start, length);
            }
        }
        selection.Sort();
        int[] expected = [.. Enumerable.Range(0, count).OrderByDescending(id => scores[id]).ThenBy(id => id).Take(budget)];
        Assert.Equal(expected.Length, selection.Count);
        Assert.Equal(expected, selection.Ids.ToArray());
    }
}
