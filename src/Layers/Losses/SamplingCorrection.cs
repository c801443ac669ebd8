namespace Glissade.Layers;

/// <summary>
/// Makes the softmax over a batch's active neurons an estimate of that over all: a neuron that is seldom active stands for many that are not,
/// so its logit is raised by -ln of its chance of being active (Jean et al. 2015, section 3.1; Yi et al. 2019, section 3, for labels of a
/// batch that are negatives of its other samples). Without it frequent labels, which are in nearly every batch, are held back. The chance
/// is that of being drawn or of being the label of some sample. What an index found counts as certain: it would be found again.
/// </summary>
public sealed class SamplingCorrection
{
    /// <summary>For each label, the chance that no sample of a batch has it.</summary>
    private readonly double[] absence;

    /// <summary>For batches drawn from data with these frequencies.</summary>
    /// <param name="labelFrequencies">For each label, the points that have it.</param>
    /// <param name="points">Number of points.</param>
    /// <param name="batchSize">Samples of a batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or a frequency above the number of points.</exception>
    public SamplingCorrection(ReadOnlySpan<int> labelFrequencies, long points, int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(points);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        absence = new double[labelFrequencies.Length];
        for (int label = 0; label < absence.Length; label++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(labelFrequencies[label], nameof(labelFrequencies));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(labelFrequencies[label], points, nameof(labelFrequencies));
            absence[label] = Math.Pow(1 - ((double)labelFrequencies[label] / points), batchSize);
        }
    }

    /// <summary>What is added to the logit of the neuron at a position of a batch's active set.</summary>
    /// <param name="active">The set, complete.</param>
    /// <param name="labels">Its first so many are the batch's true labels.</param>
    /// <param name="position">Below the set's count.</param>
    internal float At(ActiveSet active, int labels, int position)
    {
        if (active.Count == active.NeuronCount || (position >= labels && position < active.DrawnFrom))
            return 0;
        double undrawn = (double)(active.NeuronCount - active.Count) / (active.NeuronCount - active.DrawnFrom);
        double chance = 1 - (undrawn * absence[active.Ids[position]]);
        // A label that is in the batch though the data do not have it was drawn at least.
        return (float)-Math.Log(Math.Max(chance, 1.0 / active.NeuronCount));
    }
}
