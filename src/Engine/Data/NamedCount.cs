namespace Glissade;

/// <summary>A label or feature and how many points have it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, if it has one.</param>
/// <param name="Points">Points that have it.</param>
public readonly record struct NamedCount(int Id, string? Name, int Points);
