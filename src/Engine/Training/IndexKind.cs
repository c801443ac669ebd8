namespace Glissade;

/// <summary>How an index over the output layer's rows finds the neurons that answer most to a query.</summary>
public enum IndexKind
{
    /// <summary>Hash tables (SLIDE, section 3.1): the rows that share most buckets with the query.</summary>
    Tables,

    /// <summary>A scan of all rows' signatures: those that differ from the query's in the fewest bits.</summary>
    Signatures,

    /// <summary>An inverted file: the best rows of the clusters that answer most, by exact logits.</summary>
    InvertedFile,

    /// <summary>A scan of codes, one bit an element of a row: those with the largest estimated logits.</summary>
    Codes,
}
