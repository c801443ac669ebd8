namespace Glissade;

/// <summary>
/// A point that can be kept: what <see cref="SparseVector"/> is, but in memory of its own, so that points can be streamed.
/// </summary>
/// <param name="Ids">Feature ids, in any order; values of a repeated one are summed.</param>
/// <param name="Values">Their values, finite, as many as ids.</param>
public readonly record struct SparsePoint(ReadOnlyMemory<int> Ids, ReadOnlyMemory<float> Values);
