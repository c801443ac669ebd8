using System.CommandLine;

namespace Glissade.Runner.Data;

/// <summary>What commands that run on data sets have in common: where these lie, and which of them to take.</summary>
internal sealed class DataOptions<TTask>
    where TTask : ITask
{
    private readonly IReadOnlyList<TTask> all;
    private readonly string what;
    private readonly Option<string?> data = new("--data")
    {
        HelpName = "DIR",
        Description = "folder of the data sets [default: ../shared/data, seen from the repository's root]",
    };

    private readonly Option<string?> only;

    /// <param name="all">What can be named, in the page's order.</param>
    /// <param name="what">What one of them is called, such as "task".</param>
    public DataOptions(IReadOnlyList<TTask> all, string what)
    {
        this.all = all;
        this.what = what;
        only = new Option<string?>("--only")
        {
            HelpName = "NAME[,NAME...]",
            Description = $"these {what}s only, of {Names}",
        };
    }

    private string Names => string.Join(", ", all.Select(task => task.Name));

    public void AddTo(Command command)
    {
        command.Options.Add(data);
        command.Options.Add(only);
    }

    /// <summary>The folder of the data sets.</summary>
    public string Folder(ParseResult parsed) =>
        Path.GetFullPath(parsed.GetValue(data) ?? Path.Combine(Repository.Root(), "..", "shared", "data"));

    /// <summary>The names that the user asked for; none means all.</summary>
    /// <exception cref="UsageException">There is nothing of such a name.</exception>
    public IReadOnlyList<string> Only(ParseResult parsed)
    {
        IReadOnlyList<string> names = NameList.Split(parsed.GetValue(only));
        NameList.Check("--only", what, names, all.Select(task => task.Name));
        return names;
    }

    /// <summary>
    /// Those that the user asked for, or else those of <paramref name="otherwise"/> if given, whose files are there; of others a message
    /// tells.
    /// </summary>
    /// <exception cref="UsageException">None is left.</exception>
    public IReadOnlyList<TTask> Select(ParseResult parsed, IReadOnlyList<string>? otherwise = null)
    {
        string folder = Folder(parsed);
        IReadOnlyList<string> names = Only(parsed) is { Count: > 0 } asked ? asked : otherwise ?? [.. all.Select(task => task.Name)];
        List<TTask> tasks = [];
        foreach (TTask task in all.Where(task => names.Contains(task.Name)))
        {
            if (task.MissingFrom(folder) is { } missing)
                Console.Error.WriteLine($"{task.Name}: skipped, there is no {Path.Combine(folder, missing)}");
            else
                tasks.Add(task);
        }
        return tasks.Count > 0 ? tasks : throw new UsageException("there is no data to run on");
    }
}
