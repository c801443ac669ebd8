namespace Glissade.Kernels;

/// <summary>What lazy Adam keeps of a matrix: two moments a weight and a step count a row, with the constants that they are used with.</summary>
internal sealed class AdamState(int rows, int columns, float firstDecay, float secondDecay, float epsilon) : IDisposable
{
    public float FirstDecay { get; } = OptimizerArguments.CheckDecay(firstDecay, nameof(firstDecay));

    public float SecondDecay { get; } = OptimizerArguments.CheckDecay(secondDecay, nameof(secondDecay));

    public float Epsilon { get; } = OptimizerArguments.CheckEpsilon(epsilon, nameof(epsilon));

    /// <summary>Of beta1.</summary>
    public BiasCorrection FirstCorrection { get; } = new(firstDecay);

    /// <summary>Of beta2.</summary>
    public BiasCorrection SecondCorrection { get; } = new(secondDecay);

    public RowMatrix First { get; } = new(rows, columns);

    public RowMatrix Second { get; } = new(rows, columns);

    /// <summary>One element a row.</summary>
    public RowMatrix Steps { get; } = new(1, Math.Max(rows, 1));

    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
        Steps.Dispose();
    }
}
