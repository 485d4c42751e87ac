@rem What exec is to a POSIX shell: npm scripts that begin with it run on Windows as well.
@%*
