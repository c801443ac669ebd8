namespace Glissade;

/// <summary>How an exported ONNX network takes points.</summary>
public enum OnnxInput
{
    /// <summary>
    /// <c>feature_ids</c> (int64) and <c>feature_values</c> (float), both [points, entries]: shorter points end with entries of any
    /// known id and value 0.
    /// </summary>
    Sparse,

    /// <summary><c>features</c> (float), [points, features].</summary>
    Dense,
}
