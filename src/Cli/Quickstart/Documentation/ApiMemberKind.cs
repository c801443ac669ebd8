namespace Glissade.Cli.Quickstart;

/// <summary>What a documentation comment describes.</summary>
internal enum ApiMemberKind
{
    Type,
    Constructor,
    Method,
    Property,
    Field,
    Event,
}
