namespace Glissade.Layers;

/// <summary>Losses that judge each neuron by itself: negative for all but a sample's true labels.</summary>
public abstract unsafe class OneVersusAllLoss : OutputLoss
{
    /// <summary>Terms summed in single precision at a time: in longer sums, many tiny terms beside a large one would vanish.</summary>
    private const int SumBlock = 1024;

    /// <inheritdoc/>
    public override bool NeedsAllLogits => false;

    /// <summary>Loss of logits that should be low; they become scale times the derivatives.</summary>
    internal abstract double DeriveNegatives(float* logits, int count, float scale);

    /// <summary>Loss of one logit that should be low.</summary>
    internal abstract double NegativeLoss(float logit);

    /// <summary>Loss and derivative of one logit that should be high.</summary>
    internal abstract double DerivePositive(float logit, out float derivative);

    internal override double DeriveOwn(float* logits, int positives, int count, float scale)
    {
        double loss = 0;
        for (int start = positives; start < count; start += SumBlock)
            loss += DeriveNegatives(logits + start, Math.Min(SumBlock, count - start), scale);
        for (int i = 0; i < positives; i++)
        {
            loss += DerivePositive(logits[i], out float derivative);
            logits[i] = scale * derivative;
        }
        return loss;
    }

    internal override double DeriveShared(LossScratch scratch, in SharedLogits logits, float scale)
    {
        double loss = 0;
        for (int r = 0; r < logits.Rows; r++)
        {
            // Every sample is treated as a negative in one sweep; the few that are not are set right from their saved logits.
            float* row = logits.Row(r);
            ReadOnlySpan<int> positives = logits.PositiveSamples(r);
            for (int i = 0; i < positives.Length; i++)
                scratch.Saved[i] = row[positives[i]];
            loss += DeriveNegatives(row, logits.Samples, scale);
            for (int i = 0; i < positives.Length; i++)
            {
                loss += DerivePositive(scratch.Saved[i], out float derivative) - NegativeLoss(scratch.Saved[i]);
                row[positives[i]] = scale * derivative;
            }
        }
        return loss;
    }
}
