namespace Glissade.Runner.Data;

/// <summary>What is measured by name, if its files are there.</summary>
internal interface ITask
{
    /// <summary>Its name in tables and in --only.</summary>
    string Name { get; }

    /// <summary>A file that it needs and <paramref name="folder"/> lacks; null if there is none.</summary>
    string? MissingFrom(string folder);
}
