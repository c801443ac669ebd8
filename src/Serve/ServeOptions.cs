namespace Glissade.Serve;

/// <summary>Bounds of what one server does at once and for one request, and what it never answers.</summary>
public sealed record ServeOptions
{
    /// <summary>Questions that are answered at the same time; by default one for each processor.</summary>
    public int MaxConcurrency { get; init; } = Environment.ProcessorCount;

    /// <summary>Questions that wait for their turn; further ones get status 503 at once.</summary>
    public int MaxWaiting { get; init; } = 64;

    /// <summary>Largest body of a request in bytes; larger ones get status 413.</summary>
    public int MaxRequestBytes { get; init; } = 1 << 20;

    /// <summary>Labels of an answer unless the request says how many.</summary>
    public int DefaultTopK { get; init; } = 5;

    /// <summary>Most labels of an answer; a request for more gets status 400.</summary>
    public int MaxTopK { get; init; } = 1000;

    /// <summary>Most points of a request that has a list of them; a request with more gets status 400.</summary>
    public int MaxPoints { get; init; } = 100;

    /// <summary>Labels that are left out of every answer, those that a request names among them; by default none is.</summary>
    public LabelMask? Mask { get; init; }

    /// <summary>
    /// An index over the model that chooses the labels to be scored, unless a request names them; by default every label is scored.
    /// </summary>
    public HashedRetrieval? Retrieval { get; init; }

    /// <summary>Checks the bounds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not positive, or <see cref="MaxWaiting"/> is negative.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxConcurrency);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxWaiting);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxRequestBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(DefaultTopK);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxTopK, DefaultTopK);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxPoints);
    }
}
