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
///
/// That is the inner product, and hashing sees the angle. So rows may be given one length m by one more element, sqrt(m^2 - |r|^2), which is 0
/// in queries: inner products stay, and the angle follows them. m is the length that all rows but one in a hundred keep below; with the
/// longest row's, the lengths of a trained layer being as they are, hardly a row would be told from its neighbour. Longer rows keep their
/// angle.
/// </remarks>
/// <param name="dimension">Elements of rows and queries.</param>
/// <param name="equalizeLengths">Whether mapped vectors have the further element.</param>
internal sealed class CentredSpace(int dimension, bool equalizeLengths = false) : IStateful
{
    private const float ScaleOfDeviation = 0.5f;

    /// <summary>The share of rows that are not longer than the common length.</summary>
    private const double ShareBelowLength = 0.99;

    /// <summary>Rows whose lengths are looked at, spread evenly.</summary>
    private const int LengthSample = 8192;

    private readonly float[] meanRow = new float[dimension];
    private readonly float[] meanQuery = new float[dimension];
    private float scale = 1;
    private float squaredLength;

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
        if (equalizeLengths)
            squaredLength = CommonSquaredLength(rows);
    }

    /// <summary>
    /// This space moved along with its rows: with their present mean, all else as it is. A drift that all rows have in common changes no
    /// ranking and none of what rows map to.
    /// </summary>
    internal CentredSpace Follow(WeightMatrix rows, WorkerTeam team)
    {
        CentredSpace moved = new(dimension, equalizeLengths) { scale = scale, squaredLength = squaredLength };
        MeanRow.Compute(rows, moved.meanRow, team);
        meanQuery.CopyTo(moved.meanQuery, 0);
        return moved;
    }

    internal void MapRow(ReadOnlySpan<float> row, Span<float> target)
    {
        Span<float> centred = target[..dimension];
        TensorPrimitives.Subtract(row, meanRow, centred);
        centred[^1] = TensorPrimitives.Dot<float>(centred, meanQuery) / scale;
        if (equalizeLengths)
            target[dimension] = MathF.Sqrt(Math.Max(0, squaredLength - TensorPrimitives.SumOfSquares<float>(centred)));
    }

    internal void MapQuery(ReadOnlySpan<float> query, Span<float> target)
    {
        Span<float> centred = target[..dimension];
        TensorPrimitives.Subtract(query, meanQuery, centred);
        centred[^1] = scale;
        if (equalizeLengths)
            target[dimension] = 0;
    }

    public void Visit(IStateVisitor state)
    {
        state.Array("mean_row", meanRow);
        state.Array("mean_query", meanQuery);
        state.Value("scale", ref scale);
        state.Value("squared_length", ref squaredLength);
    }

    private float CommonSquaredLength(WeightMatrix rows)
    {
        int count = Math.Min(rows.Rows, LengthSample);
        float[] squares = new float[count];
        float[] row = new float[dimension];
        float[] mapped = new float[dimension + 1];
        for (int i = 0; i < count; i++)
        {
            rows.ReadRow((int)((long)i * rows.Rows / count), row);
            MapRow(row, mapped);
            squares[i] = TensorPrimitives.SumOfSquares<float>(mapped.AsSpan(0, dimension));
        }
        Array.Sort(squares);
        return count == 0 ? 0 : squares[(int)(ShareBelowLength * (count - 1))];
    }
}
