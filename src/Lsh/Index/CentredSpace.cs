using System.Numerics.Tensors;
using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// The space in which rows and queries are hashed: both without their means. In a layer that is being trained the mean row points against
/// the hidden vectors, and with it all rows fall into the same few buckets.
/// </summary>
/// <remarks>
/// With mu the mean row and qbar = [hbar; 1] the mean query, q.r = (q - qbar).(r - mu) + c_r + q.mu, where c_r = qbar.(r - mu), and q.mu is
/// the same for all rows. The last element of q - qbar is 0, so its place is free for c_r: row r becomes [w_r - mu_w ; c_r / s], query q
/// becomes [h - hbar ; s], and the inner product ranks rows exactly as the logit does for any s &gt; 0. The scale s decides how much of the
/// angle the constant takes; half the queries' mean distance from their mean leaves most of it to
/// what tells queries apart.
/// </remarks>
internal sealed class CentredSpace(int dimension)
{
    private const float ScaleOfDeviation = 0.5f;
    private readonly float[] meanRow = new float[dimension];
    private readonly float[] meanQuery = new float[dimension];
    private float scale = 1;

    /// <summary>Takes the means from the rows and the moments.</summary>
    internal void Centre(WeightMatrix rows, QueryMoments moments, WorkerTeam team)
    {
        MeanRow.Compute(rows, meanRow, team);
        if (moments.Mean.IsEmpty)
        {
            Array.Clear(meanQuery);
            meanQuery[^1] = 1;
        }
        else
        {
            moments.Mean.CopyTo(meanQuery);
        }

        scale = moments.MeanDeviation > 0 ? ScaleOfDeviation * moments.MeanDeviation : 1;
    }

    internal void MapRow(ReadOnlySpan<float> row, Span<float> target)
    {
        TensorPrimitives.Subtract(row, meanRow, target);
        target[^1] = TensorPrimitives.Dot(target, meanQuery) / scale;
    }

    internal void MapQuery(ReadOnlySpan<float> query, Span<float> target)
    {
        TensorPrimitives.Subtract(query, meanQuery, target);
        target[^1] = scale;
    }
}
