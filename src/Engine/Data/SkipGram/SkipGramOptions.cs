namespace Glissade;

/// <summary>How points are made of a text's words and their neighbours.</summary>
public sealed record SkipGramOptions
{
    /// <summary>The widest window: wider ones are bags of a text's words rather than neighbourhoods.</summary>
    public const int LargestWindow = 100;

    /// <summary>How many words before and behind a word are its neighbours.</summary>
    public int Window { get; init; } = 2;

    /// <summary>Training points, at most: as many as the text has left.</summary>
    public int TrainPoints { get; init; } = 1_000_000;

    /// <summary>Test points.</summary>
    public int TestPoints { get; init; } = 20_000;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">An option lies outside its range; the message names it.</exception>
    public void Validate()
    {
        if (Window is < 1 or > LargestWindow)
            throw new ArgumentException($"Window must be between 1 and {LargestWindow}, but is {Window}");
        if (TrainPoints < 1)
            throw new ArgumentException($"TrainPoints must be positive, but is {TrainPoints}");
        if (TestPoints < 1)
            throw new ArgumentException($"TestPoints must be positive, but is {TestPoints}");
    }
}
