using System.Numerics.Tensors;
using Glissade.Kernels;

namespace Glissade;

/// <summary>Looks for weights that are not numbers or infinite: a loss is computed before its update, so the last update of all could hide one.</summary>
internal static class FiniteCheck
{
    private const int BlockRows = 4096;

    /// <summary>Whether every weight of <paramref name="network"/> is finite. One pass over the weights, on all workers.</summary>
    public static bool AllFinite(Network network, WorkerTeam team)
    {
        int broken = 0;
        foreach (WeightMatrix weights in network.WeightMatrices)
        {
            team.ForBlocks(weights.Rows, BlockRows, (_, start, end) =>
            {
                // The largest magnitude is NaN if any element is, and infinite if any element is.
                float[] values = new float[weights.Columns];
                for (int row = start; row < end; row++)
                {
                    weights.ReadRow(row, values);
                    if (!float.IsFinite(TensorPrimitives.MaxMagnitude<float>(values)))
                        Volatile.Write(ref broken, 1);
                }
            });
        }
        if (network.Linear is { } linear)
        {
            CheckSpan(linear.Biases);
            team.ForBlocks(linear.FeatureCount, BlockRows, (_, start, end) =>
            {
                for (int feature = start; feature < end; feature++)
                    CheckSpan(linear.Weights(feature));
            });
        }
        return broken == 0;

        void CheckSpan(ReadOnlySpan<float> values)
        {
            if (!values.IsEmpty && !float.IsFinite(TensorPrimitives.MaxMagnitude(values)))
                Volatile.Write(ref broken, 1);
        }
    }
}
