namespace Glissade.Runner.Hashing;

/// <summary>What hash functions learn to find for a training point.</summary>
internal enum ExampleTargets
{
    /// <summary>Its true labels (LSS, HALOS).</summary>
    TrueLabels,

    /// <summary>The labels with the largest logits (MONGOOSE).</summary>
    LargestLogits,
}
