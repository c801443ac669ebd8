namespace Glissade;

/// <summary>Training met a loss that is not a number or infinite; nothing sensible can follow.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>An error without a position.</summary>
    public TrainingDivergedException()
        : this("training diverged")
    {
    }

    /// <summary>An error with a whole message.</summary>
    public TrainingDivergedException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a whole message and its cause.</summary>
    public TrainingDivergedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal TrainingDivergedException(int epoch, int batch, double loss, float learningRate)
        : base(string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"the loss became {loss} in epoch {epoch}, batch {batch}, at a learning rate of {learningRate}; a lower learning rate usually helps"))
    {
        Epoch = epoch;
        Batch = batch;
    }

    private TrainingDivergedException(string message, int epoch, int batch)
        : base(message)
    {
        Epoch = epoch;
        Batch = batch;
    }

    /// <summary>The epoch, counted from 1.</summary>
    public int Epoch { get; }

    /// <summary>The batch of that epoch, counted from 1; the last one run where broken weights were found after an epoch.</summary>
    public int Batch { get; }

    internal static TrainingDivergedException Weights(int epoch, int batch) => new(
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"weights became infinite or not a number by the end of epoch {epoch}, batch {batch}; a lower learning rate usually helps"),
        epoch,
        batch);
}
