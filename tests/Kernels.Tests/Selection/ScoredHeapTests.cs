using FsCheck.Xunit;

namespace Glissade.Kernels.Tests;

public sealed unsafe class ScoredHeapTests
{
    [Property]
    public void TakesTheBestFirstAndOfEqualScoresTheLowerId(byte[] drawn)
    {
        float[] special = [float.NaN, float.NegativeInfinity, float.PositiveInfinity, -0f, 0];
        (int Id, float Score)[] entries =
            [.. drawn.Select((value, i) => ((7 * i) % 257, value < 30 ? special[value % special.Length] : (value / 4) - 30f))];
        int[] ids = [.. entries.Select(entry => entry.Id)];
        float[] scores = [.. entries.Select(entry => entry.Score)];
        List<int> taken = [];
        fixed (int* id = ids)
        fixed (float* score = scores)
        {
            ScoredHeap.Make(id, score, ids.Length);
            for (int left = ids.Length; left > 0;)
                taken.Add(ScoredHeap.Take(id, score, ref left));
        }

        Assert.Equal(
            entries.OrderByDescending(entry => float.IsNaN(entry.Score) ? float.NegativeInfinity : entry.Score).ThenBy(entry => entry.Id)
                .Select(entry => entry.Id),
            taken);
    }
}
