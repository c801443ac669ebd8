namespace Glissade.Cli.Quickstart;

/// <summary>What the demonstration needs of a model or a baseline. It is asked from several threads at once.</summary>
internal interface IQuickstartModel
{
    /// <summary>
    /// Writes the best labels, best first, and their scores; where fewer exist, the rest of <paramref name="labels"/> is -1.
    /// </summary>
    void PredictTop(SparseVector features, Span<int> labels, Span<float> scores);

    /// <summary>Writes the score of every label.</summary>
    void ScoreAll(SparseVector features, Span<float> scores);
}
