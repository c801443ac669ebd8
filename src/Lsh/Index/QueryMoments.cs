using System.Numerics.Tensors;
using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>Mean and spread of recent queries [h; 1], which tell an index where the next ones will lie.</summary>
/// <remarks>The default value says that nothing is known; an index then takes [0; 1] for the mean.</remarks>
public readonly ref struct QueryMoments
{
    /// <summary>Puts the two moments together without copying the mean.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="meanDeviation"/> is negative or not finite.</exception>
    public QueryMoments(ReadOnlySpan<float> mean, float meanDeviation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(meanDeviation);
        if (!float.IsFinite(meanDeviation))
            throw new ArgumentOutOfRangeException(nameof(meanDeviation), meanDeviation, "the mean deviation must be finite");
        Mean = mean;
        MeanDeviation = meanDeviation;
    }

    /// <summary>The mean query (d + 1 elements, the last of them 1), or empty if unknown.</summary>
    public ReadOnlySpan<float> Mean { get; }

    /// <summary>The mean Euclidean distance of a query from the mean; 0 if unknown.</summary>
    public float MeanDeviation { get; }

    /// <summary>Measures the moments of all rows of <paramref name="queries"/>; the mean is written to <paramref name="mean"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="mean"/> has another length than a query, or there is no query.</exception>
    public static QueryMoments Measure(RowMatrix queries, Span<float> mean)
    {
        ArgumentNullException.ThrowIfNull(queries);
        if (mean.Length != queries.Columns)
            throw new ArgumentException($"the mean has {mean.Length} elements, a query {queries.Columns}", nameof(mean));
        if (queries.Rows == 0)
            throw new ArgumentException("there is no query to measure", nameof(queries));
        mean.Clear();
        for (int i = 0; i < queries.Rows; i++)
            TensorPrimitives.Add(mean, queries.Row(i), mean);
        TensorPrimitives.Divide(mean, queries.Rows, mean);
        double deviation = 0;
        for (int i = 0; i < queries.Rows; i++)
            deviation += TensorPrimitives.Distance(queries.Row(i), mean);
        return new QueryMoments(mean, (float)(deviation / queries.Rows));
    }
}
