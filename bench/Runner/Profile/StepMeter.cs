using System.Diagnostics;

namespace Glissade.Runner.Profile;

/// <summary>
/// Where one worker's time goes: the parts divide all of it among themselves, for each ends where the next begins. A mark costs some twenty
/// nanoseconds.
/// </summary>
internal sealed class StepMeter
{
    private readonly long[] ticks = new long[StepParts.All.Count];
    private readonly PartWork[] work = new PartWork[StepParts.All.Count];
    private long last;

    /// <summary>Whether work is counted too; times mean nothing then.</summary>
    public bool Counts { get; init; }

    /// <summary>Samples of all batches.</summary>
    public long Samples { get; set; }

    /// <summary>From here on time runs.</summary>
    public void Start() => last = Stopwatch.GetTimestamp();

    /// <summary>The time since the last mark was <paramref name="part"/>'s.</summary>
    public void End(StepPart part)
    {
        long now = Stopwatch.GetTimestamp();
        ticks[(int)part] += now - last;
        last = now;
    }

    /// <summary>Adds to what a part has to do.</summary>
    public void Add(StepPart part, PartWork more) => work[(int)part] += more;

    /// <summary>Seconds of a part so far.</summary>
    public double Seconds(StepPart part) => ticks[(int)part] / (double)Stopwatch.Frequency;

    /// <summary>What a part had to do so far.</summary>
    public PartWork Work(StepPart part) => work[(int)part];
}
