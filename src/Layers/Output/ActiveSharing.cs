namespace Glissade.Layers;

/// <summary>For whom active neurons are chosen.</summary>
public enum ActiveSharing
{
    /// <summary>Once for all samples of a batch: rows are gathered once and worked on as matrix products.</summary>
    Batch,

    /// <summary>For each sample by itself, as SLIDE does: rows are read where they lie.</summary>
    Sample,
}
