namespace Glissade.Runner.Profile;

/// <summary>Where a sample's time went with one sampler and so many threads on one data set.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Sampler">The sampler.</param>
/// <param name="Threads">Threads, each with batches of its own.</param>
/// <param name="Parts">The parts that took time.</param>
/// <param name="EngineMicroseconds">A thread's time for a sample in the engine's own step.</param>
/// <param name="ActiveNeurons">Output rows of a batch.</param>
/// <param name="Bounds">The machine's, by all threads together.</param>
internal sealed record ProfileResult(
    string Data, int Labels, string Sampler, int Threads, IReadOnlyList<PartResult> Parts, double EngineMicroseconds, double ActiveNeurons,
    MachineBounds Bounds)
{
    /// <summary>The parts' sum.</summary>
    public double Microseconds => Parts.Sum(part => part.Microseconds);
}

/// <summary>One part of the step.</summary>
/// <param name="Part">Which.</param>
/// <param name="Microseconds">A thread's time for a sample.</param>
/// <param name="Work">What there was to do for a sample.</param>
/// <param name="BoundMicroseconds">A thread's time for that at the machine's bounds, its share of them; 0 where nothing is counted.</param>
internal sealed record PartResult(StepPart Part, double Microseconds, PartWork Work, double BoundMicroseconds);
