using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Reference;

/// <summary>Reads an optimizer's state by the names under which a checkpoint keeps it.</summary>
internal static class OptimizerStates
{
    public static void AssertEqual(ReferenceOptimizer expected, RowOptimizer actual, double tolerance)
    {
        Dictionary<string, RowMatrix> states = actual.State.ToDictionary(state => state.Name, state => state.State);
        if (states.TryGetValue("first_moment", out RowMatrix? first))
            Agreement.Equal(expected.First, first, tolerance, "first moment");
        if (states.TryGetValue("second_moment", out RowMatrix? second))
            Agreement.Equal(expected.Second, second, tolerance, "second moment");
        if (states.TryGetValue("sums", out RowMatrix? sums))
            Agreement.Equal(expected.Second, sums, tolerance, "sum of squares");
        for (int row = 0; row < expected.Steps.Length; row++)
        {
            if (states.TryGetValue("row_sums", out RowMatrix? rowSums))
            {
                double difference = Math.Abs(expected.Second[row][0] - rowSums.Row(0)[row]);
                Assert.True(difference <= tolerance * Agreement.Largest(expected.Second), $"sum of squares {row}: off by {difference}");
            }
            if (states.TryGetValue("steps", out RowMatrix? steps))
                Assert.Equal(expected.Steps[row], steps.Row(0)[row]);
            if (states.TryGetValue("row_state", out RowMatrix? rowState))
            {
                Assert.Equal(expected.Steps[row], rowState.Row(0)[(2 * row) + 1]);
                double difference = Math.Abs(expected.Second[row][0] - rowState.Row(0)[2 * row]);
                Assert.True(difference <= tolerance * Agreement.Largest(expected.Second), $"second moment {row}: off by {difference}");
            }
        }
    }
}
